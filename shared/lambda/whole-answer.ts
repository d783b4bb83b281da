/** Every answer of AWS has one of these; a page of something on the way has none. */
const requestIds = ['x-amzn-requestid', 'x-amz-request-id', 'x-amzn-request-id'];

type Headers = Readonly<Record<string, string | undefined>>;

/**
 * Why an answer with a good status is none, in words, or undefined. Nothing is then known of the call: it may have had its effect. JSON and
 * CBOR are not looked at, since a part of them cannot be parsed.
 */
export function unreadable(headers: Headers, body: Uint8Array): string | undefined {
  if (!requestIds.some((name) => headers[name])) return 'it has no request id, so that it is not of AWS';
  const text = body[0] === undefined ? '' : Buffer.from(body).toString('utf8');
  if (!text.trimStart().startsWith('<')) return undefined;
  const root = rootOf(text);
  if (root === undefined || root.toLowerCase() === 'html') return 'it is a page for people';
  return isCut(text, root) ? `it ends before </${root}>` : undefined;
}

const rootOf = (text: string): string | undefined =>
  /^(?:\s|<\?[^>]*>|<!--[\s\S]*?-->|<!doctype[^>]*>)*<([A-Za-z_][\w:.-]*)/i.exec(text)?.[1];

/** The SDK's parser takes what is cut behind a closing tag for the whole: a list without its end is then a list that is empty. */
function isCut(text: string, root: string): boolean {
  const end = text.trimEnd();
  return !(end.endsWith(`</${root}>`) || (end.endsWith('/>') && end.lastIndexOf('<') === end.indexOf(`<${root}`)));
}
