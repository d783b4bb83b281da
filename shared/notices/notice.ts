/** A message to people. Subjects as SNS takes them: printable ASCII on one line, fewer than 100 characters. */
export type Notice = Readonly<{
  subject: string;
  message: string;
  /** Whom it is for: the message attribute `contact`, which subscriptions can filter by. */
  contact?: string;
}>;

const longestSubject = 99;
const longestMessage = 60_000;

/** Text from people or from AWS must not move a cursor, colour a terminal or begin a line of its own. */
export const oneLine = (text: string, longest = 600): string => {
  const plain = text.replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  return plain.length <= longest ? plain : `${plain.slice(0, longest - 3)}...`;
};

const asSubject = (text: string): string => {
  const ascii = oneLine(text, Number.POSITIVE_INFINITY).replace(/[^\x20-\x7e]/g, '?');
  return ascii.length <= longestSubject ? ascii : `${ascii.slice(0, longestSubject - 3)}...`;
};

/** Lines as they are: whatever came from outside has been through `oneLine`. SNS takes 256 KiB; people read less. */
export const createNotice = (subject: string, lines: readonly string[]): Notice => {
  const message = lines.join('\n');
  return {
    subject: asSubject(subject),
    message: message.length <= longestMessage ? message : `${message.slice(0, longestMessage)}\n[cut here]`,
  };
};
