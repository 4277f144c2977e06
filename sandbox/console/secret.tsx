interface SecretProps {
  partner: string;
  /** The field of `GET /_sandbox/api/partners/{id}` that holds it. */
  field: "platformSecret" | "apiKey" | "password";
  /** For the button: `the platform secret`. */
  name: string;
  masked: string;
}

/** A secret that is fetched only when somebody asks to see it. */
export function Secret({ partner, field, name, masked }: SecretProps) {
  return (
    <span class="secret">
      <code data-testid="secret">{masked}</code>{" "}
      <button
        type="button"
        class="small-button"
        data-secret-of={partner}
        data-secret-field={field}
        aria-label={`Show ${name}`}
      >
        Show
      </button>
    </span>
  );
}
