/*
 * What looks like a credential, by the name that stands before it or by a form of its own. Nobody can tell a password by itself: what
 * has neither stays. Each pattern keeps its first group.
 */

const gone = '…';

/** In the names of fields and headers whose values are secrets. */
const words = [
  ...['passw(?:or)?d', 'passphrase', 'passcode', 'pwd', 'secret', 'token', 'credentials?', 'signature', 'cookie'],
  ...['(?:api|access|account|private|secret|shared|signing|encryption|license|master)[-_ ]?keys?(?:[-_ ]?id)?'],
  ...['sess(?:ion)?[-_ ]?id', 'authorization', 'bearer', 'otp', 'connection[-_ ]?string'],
].join('|');

/** As whole words only: a bypass and an author are no secrets. */
const shortWords = 'pass|auth|sig|creds?|pw';

/** Between quotation marks a name may be longer by anything: "x-amz-security-token", "SecretString". */
const quotedName = `[\\w.-]{0,40}(?:${words})[\\w.-]{0,40}|(?:[\\w.-]{0,40}[_.-])?(?:${shortWords})`;

/** Without them there are words around it: db_password, PGPASSWORD, userPassword, token_value; not secretsmanager. */
const bareName = `[\\w-]{0,40}(?:${words})(?:[_-]\\w{1,20}|s|value|string|text|hash)?|(?:[\\w-]{0,40}[_-])?(?:${shortWords})`;

const camelName = '[a-z]{1,40}(?:Pass|Auth|Creds?)';

/** A quotation mark, as often escaped as text in text in text needs it. */
const mark = `\\\\*["']`;
const quoted = `"(?:[^"\\\\]|\\\\[\\s\\S])*(?:"|$)|'(?:[^'\\\\]|\\\\[\\s\\S])*(?:'|$)|(?<escape>\\\\+)(?<mark>["'])[\\s\\S]*?(?:(?<!\\\\)\\k<escape>\\k<mark>|$)`;
const listed = `\\{[^{}]*\\}|\\[[^\\[\\]]*\\]`;

const letters = `(?=[A-Za-z0-9/+]*[a-z])(?=[A-Za-z0-9/+]*[A-Z])(?=[A-Za-z0-9/+]*\\d)`;

type Rule = readonly [pattern: RegExp, instead: string];

const forms: readonly Rule[] = [
  [/-----BEGIN [A-Z0-9 ]*PRIVATE KEY[\s\S]*?(?:-----END [A-Z0-9 ]*PRIVATE KEY[A-Z ]*-----|$)/g, gone],
  // A JSON web token: its header and its payload begin with a brace.
  [/\beyJ[\w-]{5,}\.[\w-]{5,}(?:\.[\w-]*)*/g, gone],
  [/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g, gone],
  [/\b(?:gh[pousr]_|github_pat_|glpat-|npm_|xox[abeprs]-|[sr]k_(?:live|test)_|AIza|hf_|ya29\.|sk-)[\w.-]{10,}/g, gone],
  // Who has the address may post.
  [
    /(\bhttps:\/\/(?:hooks\.slack\.com\/(?:services|workflows)|discord(?:app)?\.com\/api\/webhooks|[\w.-]+\.webhook\.office\.com)\/)\S+/gi,
    `$1${gone}`,
  ],
  // password is …, set password to …
  [
    /(\b(?:password|passwort|kennwort|passphrase)\s+(?:is|to|was|ist|lautet)\s+)(?!(?:not|in|the|a|an|be|wrong|expired|required|missing|invalid|incorrect|rotated|empty|unknown)\b)\S+/gi,
    `$1${gone}`,
  ],
  // A secret access key of AWS; and what is far too long for a word or a path, as tokens of sessions are.
  [new RegExp(`(?<![\\w/+=.-])${letters}(?:[A-Za-z0-9/+]{40}(?![\\w/+=.-])|[A-Za-z0-9/+]{64,}={0,2})`, 'g'), gone],
];

/** What stands before the @ of a URL; a password that nobody has escaped may hold more of them. A number after a host is a port. */
const logins: readonly Rule[] = [
  [/\b([a-z][a-z0-9+.-]{1,20}:\/\/)[^\s/?#"'<>:]+:(?!\d+[/?#])[^\s?#"'<>]*@/gi, `$1${gone}@`],
  [/\b([a-z][a-z0-9+.-]{1,20}:\/\/)[^\s/?#"'<>]*@/gi, `$1${gone}@`],
  [/(^|[\s"'=(])[\w.-]+:[^\s:@/"']+@(?=tcp\(|unix\(|[\w.-]+:\d)/gi, `$1${gone}@`],
];

const fields: readonly Rule[] = [
  // { "name": "DB_PASSWORD", "value": "…" }
  keeping(
    `(${mark}(?:name|key)${mark}\\s*:\\s*${mark}(?:${quotedName})${mark}\\s*,\\s*${mark}value${mark}\\s*:\\s*)(?:${quoted})`,
  ),
  // "password": "…", 'password': '…', "credentials": { … }
  keeping(`(${mark}(?:${quotedName})${mark}\\s*(?:=>|[:=])\\s*)(?:${quoted}|${listed}|[^\\s,;}\\])]+)`),
  keeping(`(${mark}${camelName}${mark}\\s*(?:=>|[:=])\\s*)(?:${quoted}|${listed}|[^\\s,;}\\])]+)`, 'g'),
  // <password>…</password>
  keeping(`(<(?:\\w+:)?(?:${quotedName})(?:\\s[^<>]*)?>)[^<]+`),
  // Headers hold several words: to the end of their line.
  keeping(`(\\b(?:proxy-)?authorization\\s*[:=]\\s*|\\b(?:set-)?cookie\\s*:\\s*)[^\\r\\n"'}]+`),
  // --password …, -u user:password, PASSWORD '…', IDENTIFIED BY '…'
  keeping(`(--(?:${bareName})(?:=|\\s+))(?:${quoted}|\\S+)`),
  keeping(`(\\s-u\\s+)\\S+:\\S+`),
  keeping(`(\\b(?:password|identified\\s+by)\\s+)'[^']*'`),
  // password=…, password: …, pwd=…; not the name of a service or the part of an ARN before a colon.
  keeping(`((?<![\\w:/.-])(?:${bareName})\\s*(?:=>|[:=])\\s*)(?:${quoted}|[^\\s&;,"'<>)\\]}]+)`),
  keeping(`((?<![\\w:/.-])${camelName}\\s*(?:=>|[:=])\\s*)(?:${quoted}|[^\\s&;,"'<>)\\]}]+)`, 'g'),
  // In a query, after the question mark or an ampersand
  keeping(`([?&;](?:${bareName})=)[^\\s&;"'<>]+`),
  // Bearer …, Basic …; not the names of the two.
  keeping(`(\\b(?:bearer|basic)\\s+)(?=[\\w+/.~-]*[\\d=+/]|[\\w+/.~-]{20})[\\w+/.~-]{6,}={0,2}`),
];

const rules = [...forms, ...logins, ...fields];

/** The same text without what looks like a secret. */
export const withoutSecrets = (text: string): string =>
  rules.reduce((rest, [pattern, instead]) => rest.replace(pattern, instead), text);

function keeping(pattern: string, flags = 'gi'): Rule {
  return [new RegExp(pattern, flags), `$1${gone}`];
}
