import fc from "fast-check";

/** Give `FC_SEED` to write the same words again. */
export const seed = Number(process.env.FC_SEED ?? Math.floor(Math.random() * 2 ** 31));

/** What ends the places that a text can stand in. */
export const ends = [
  '"',
  "'",
  "`",
  ">",
  "<",
  "/>",
  "-->",
  "<!--",
  "</title>",
  "</textarea>",
  "</script>",
  "</style>",
];
// What a parser may read as something else.
const odd = [
  "&quot;",
  "&#34;",
  "&lt;",
  "&#x3c;",
  "&amp;lt;",
  "%22%3E",
  "]]>",
  "\\",
  "\n",
  "\t",
  "\u2028",
  "＜",
  "=",
  " ",
];
/** Texts that run, lead away or change a page where they are not escaped. */
export const harmful = [
  "<x-ran ran>",
  "<script>ran()</script>",
  "<img src=/ran onerror=ran()>",
  "<svg onload=ran()><a xlink:href=javascript:ran()>",
  "<iframe srcdoc='<script>ran()</script>'>",
  "<base href=http://ran.invalid/>",
  "<meta http-equiv=refresh content='0;url=javascript:ran()'>",
  "<form action=http://ran.invalid/><button formaction=javascript:ran()>",
  "<style>*{background:url(http://ran.invalid/)}</style>",
  "<plaintext>",
  " onfocus=ran() autofocus style=color:red ran=",
  "javascript:ran()",
  "data:text/html,<script>ran()</script>",
  "0;url=javascript:ran()",
];
const piece = fc.constantFrom(...ends, ...odd, ...harmful);
/** Whatever somebody may write; short enough for every place, for some keep only the first 200 characters. */
export const nastyText = fc
  .array(piece, { minLength: 1, maxLength: 5 })
  .map((pieces) => pieces.join(""))
  .filter(({ length }) => length < 150);
/** The words themselves would hide what is wrong with the page. */
export function complain<Given>({ failed, errorInstance }: fc.RunDetails<Given>): void {
  if (failed) throw new Error(`FC_SEED=${seed}: ${errorInstance}`);
}
