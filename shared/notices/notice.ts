import { cut, onOneLine } from '../domain/outside-text.ts';

const longestSubject = 99;
/** Characters. SNS takes 256 KiB, which is at least 85,000 of them; people read less. */
const longestMessage = 60_000;

/** Text from people or from AWS must not move a cursor, colour a terminal or begin a line of its own. */
export const oneLine = (text: string, longest = 600): string => cut(onOneLine(text), longest);

/** Whoever answered in vain must learn it, and why. */
export const rejectionLines = (rejected: string | undefined): string[] =>
  rejected === undefined ? [] : [`The last answer was not taken: ${oneLine(rejected)}`];

/** Where all that a question rests on can be read, however much of it a message holds. */
export const wholeAccount = ({ runId, ledgerTable }: Readonly<{ runId: string; ledgerTable: string }>): string =>
  `the whole is in the ledger, table ${ledgerTable}, run ${runId}`;

/** A message by its parts: what comes first and what it ends with is never cut, since the commands stand at the end. */
export type NoticeText = Readonly<{
  head: readonly string[];
  /** Evidence: left out from its end where there is no room for all of it. */
  body?: readonly string[];
  tail?: readonly string[];
  /** Where all of it can be read. */
  whole?: string;
}>;

/** A message to people. Subjects as SNS takes them: printable ASCII on one line, fewer than 100 characters. */
export type Notice = Readonly<{
  subject: string;
  message: string;
  /** Whom it is for: the message attribute `contact`, which subscriptions can filter by. */
  contact?: string;
}>;

/** Lines as they are: whatever came from outside has been through `oneLine`, which also bounds head and tail. */
export function createNotice(subject: string, { head, body = [], tail = [], whole }: NoticeText): Notice {
  const room = longestMessage - lengthOf(head) - lengthOf(tail);
  const evidence = fitted(body, room, whole === undefined ? '' : `; ${whole}`);
  return { subject: asSubject(subject), message: [...head, ...evidence, ...tail].join('\n') };
}

const lengthOf = (lines: readonly string[]): number => lines.reduce((sum, line) => sum + line.length + 1, 0);

/** As many lines from the beginning as there is room for, and how many there are besides. */
function fitted(lines: readonly string[], room: number, whole: string): string[] {
  if (lengthOf(lines) <= room) return [...lines];
  const note = (left: number) => `[${left} of ${lines.length} lines are left out here${whole}]`;
  const kept: string[] = [];
  let left = room - note(lines.length).length - 1;
  for (const line of lines) {
    left -= line.length + 1;
    if (left < 0) break;
    kept.push(line);
  }
  return [...kept, note(lines.length - kept.length)];
}

const asSubject = (text: string): string => cut(onOneLine(text).replace(/[^\x20-\x7e]/g, '?'), longestSubject);
