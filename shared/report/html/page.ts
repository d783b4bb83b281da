import { html, type Markup, trusted } from './markup.ts';
import { styles } from './styles.ts';

/** Nothing runs and nothing is fetched, whatever a page may come to hold; the bars of the pictures have their places in attributes. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

type Page = Readonly<{
  title: string;
  tone: 'good' | 'bad' | 'unsure';
  /** One sentence below the title. */
  reason: string;
  /** Which run, when, and why it was started. */
  origin: string;
  /** What a reader has to know before any figure. */
  head?: readonly Readonly<{ label: string; text: string; isBad: boolean }>[];
  sections: readonly Markup[];
}>;

/** One self-contained page: no script, no address outside itself. */
export const page = ({ title, tone, reason, origin, head = [], sections }: Page): string =>
  html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${trusted(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title><style>${trusted(styles)}</style></head><body>
<header class="${tone}"><h1>${title}</h1>
<p>${reason}</p>
<p class="dim">${origin}</p>${head.length === 0 ? '' : html`<dl>${head.map((line) => html`<dt>${line.label}</dt><dd class="${line.isBad ? 'bad' : ''}">${line.text}</dd>`)}</dl>`}</header>
${sections}
</body></html>
`.html;
