import { visible } from '../../domain/outside-text.ts';

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text that is already HTML. Everything else is escaped on its way in, whoever wrote it. */
export type Markup = Readonly<{ html: string }>;

type Content = Markup | string | number | undefined | readonly Content[];

/** Template for HTML: what stands in `${}` is escaped unless it came out of this function. */
export const html = (parts: TemplateStringsArray, ...contents: readonly Content[]): Markup => ({
  html: parts.map((part, index) => part + rendered(contents[index])).join(''),
});

function rendered(content: Content): string {
  if (content === undefined) return '';
  if (typeof content === 'string') return visible(content).replace(/[&<>"']/g, (one) => escapes[one] ?? one);
  if (typeof content === 'number') return String(content);
  return 'html' in content ? content.html : content.map(rendered).join('');
}

/** Our own text, known to hold no markup of others (style sheets). */
export const trusted = (text: string): Markup => ({ html: text });
