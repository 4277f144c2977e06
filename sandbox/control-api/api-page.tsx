import { assetPath } from "../pages/assets.js";
import {
  type DescribedOperation,
  type DescribedWebhook,
  type FieldLine,
  fieldLines,
  readDocument,
} from "./api-page-document.js";

const Mark = ({ mark, source }: { mark?: string | undefined; source?: string | undefined }) =>
  mark === undefined ? null : (
    <span class={`mark ${mark}`} title={source}>
      {mark}
    </span>
  );

const Fields = ({ title, lines }: { title: string; lines: FieldLine[] }) =>
  lines.length === 0 ? null : (
    <>
      {title && <h4>{title}</h4>}
      <div class="scroll" tabindex={0}>
        <table>
          <tbody>
            {lines.map((line) => (
              <tr>
                <td>
                  <code>{line.name}</code>
                </td>
                <td class="type">{line.type}</td>
                <td>{line.description}</td>
                <td>
                  <Mark {...line.evidence} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );

const Example = ({ title, value }: { title: string; value: unknown }) =>
  value === undefined ? null : (
    <details>
      <summary>{title}</summary>
      <pre tabindex={0}>{JSON.stringify(value, null, 2)}</pre>
    </details>
  );

const OperationPart = ({ operation }: { operation: DescribedOperation }) => (
  <section id={operation.id} class={operation.leftOut ? "left-out" : ""}>
    <h3>
      <span class={`method ${operation.method}`}>{operation.method.toUpperCase()}</span>{" "}
      <code>{operation.path}</code> <Mark {...operation.evidence} />
    </h3>
    <p>
      {operation.summary}.{operation.leftOut && <strong> Left out: it answers 501.</strong>}
    </p>
    <p class="source">
      {operation.evidence?.source}
      {operation.usedBy && <> · used by {operation.usedBy}</>}
    </p>
    <Fields title="Parameters" lines={operation.parameters} />
    <Fields title="Body" lines={operation.body} />
    <Example title="Body to send" value={operation.bodyExample} />
    {operation.responses.map((response) => (
      <>
        <h4>
          {response.status} <span class="plain">{response.description}</span>{" "}
          {response.schema && (
            <a class="plain" href={`#schema-${response.schema}`}>
              {response.schema}
            </a>
          )}
        </h4>
        <Fields title="" lines={response.fields} />
        <Example title="Example" value={response.example} />
      </>
    ))}
  </section>
);

const WebhookPart = ({ webhook }: { webhook: DescribedWebhook }) => (
  <section id={`event-${webhook.event}`}>
    <h3>
      <code>{webhook.event}</code> <Mark {...webhook.evidence} />
    </h3>
    <p>{webhook.summary}.</p>
    <p class="source">
      {webhook.evidence?.source} · body {webhook.bodyEvidence?.mark}: {webhook.bodyEvidence?.source}
    </p>
    <Fields title="" lines={webhook.fields} />
  </section>
);

const Contents = ({ groups }: { groups: { title: string; operations: DescribedOperation[] }[] }) => (
  <nav aria-label="Contents">
    {groups.map(({ title, operations }) => (
      <details open={title === "Partner API"}>
        <summary>{title}</summary>
        <ul>
          {operations.map(({ id, leftOut }) => (
            <li class={leftOut ? "left-out" : ""}>
              <a href={`#${id}`}>{id}</a>
            </li>
          ))}
        </ul>
      </details>
    ))}
    <p>
      <a href="#events">Events</a> · <a href="#schemas">Objects</a> · <a href="openapi.json">openapi.json</a>
    </p>
  </nav>
);

/** The OpenAPI document as one page, which needs no network. */
export const ApiPage = ({ document }: { document: unknown }) => {
  const { title, description, groups, webhooks, schemas } = readDocument(document);
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{title}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href={`${assetPath}/control-api/api-page.css`} />
      </head>
      <body>
        <Contents groups={groups} />
        <main>
          <h1>{title}</h1>
          <p>{description}</p>
          {groups.map((group) => (
            <>
              <h2>{group.title}</h2>
              <p>{group.description}</p>
              {group.operations.map((operation) => (
                <OperationPart operation={operation} />
              ))}
            </>
          ))}
          <h2 id="events">Events</h2>
          {webhooks.map((webhook) => (
            <WebhookPart webhook={webhook} />
          ))}
          <h2 id="schemas">Objects</h2>
          {Object.entries(schemas).map(([name, schema]) => (
            <section id={`schema-${name}`}>
              <h3>
                <code>{name}</code> <Mark {...schema["x-evidence"]} />
              </h3>
              <p>{schema.description}</p>
              <Fields title="" lines={fieldLines(schema)} />
            </section>
          ))}
        </main>
      </body>
    </html>
  );
};
