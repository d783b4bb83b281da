import { readFile } from 'node:fs/promises';
import { Complaint } from '../../complaint.ts';

const unprivileged = 'nobody';

/** The user that servers run as; undefined when that is whoever runs us. */
export type Account = Readonly<{ name: string; uid: number; gid: number }> | undefined;

/** PostgreSQL refuses to run as root. Then it runs as `nobody`, who owns its files and nothing else of ours. */
export async function chooseAccount(): Promise<Account> {
  const uid = process.getuid?.();
  if (uid === undefined)
    throw new Complaint('Real PostgreSQL needs Linux or macOS here; on Windows run this inside WSL.');
  if (uid !== 0) return undefined;
  const [, , userId, groupId] = lineOf(await readFile('/etc/passwd', 'utf8').catch(() => '')) ?? [];
  if (userId !== undefined && groupId !== undefined)
    return { name: unprivileged, uid: Number(userId), gid: Number(groupId) };
  throw new Complaint(
    `PostgreSQL does not run as root, and /etc/passwd has no user ${unprivileged}: run this as an ordinary user.`,
  );
}

const lineOf = (passwd: string): readonly string[] | undefined =>
  passwd
    .split('\n')
    .map((line) => line.split(':'))
    .find(([name]) => name === unprivileged);

/** For child_process.spawn. */
export const identityOf = (account: Account) => (account === undefined ? {} : { uid: account.uid, gid: account.gid });
