import { spawnSync } from 'node:child_process';

/** What a command of a notice hands to the command line of AWS, by the option that takes it, as every shell reads a here-document. */
export const handedOver = (option: string, message: string): unknown[] =>
  [...message.matchAll(new RegExp(`${option} file:///dev/stdin <<'(\\w+)'\\n(.*)\\n\\1$`, 'gm'))].map(([, , json]) =>
    JSON.parse(json ?? ''),
  );

/** The lines of each command with a here-document, as a person copies them. */
export const pastesIn = (message: string): string[] =>
  [...message.matchAll(/^aws .* <<'(\w+)'\n.*\n\1$/gm)].map(([paste]) => paste);

/** What `aws` is given by a shell that is told this: its arguments, and what stands on its input. */
export const pasteInto = (shell: string, paste: string): { arguments: string[]; input: string } => {
  const program = `aws() { printf '%s\\0' "$@"; printf '\\1'; cat; }\n${paste}\n`;
  const { stdout, stderr, status } = spawnSync(shell, ['-s'], { input: program, encoding: 'utf8' });
  if (status !== 0 || stderr !== '') throw new Error(`${shell} ended with ${status}: ${stderr}`);
  const [given = '', input = ''] = stdout.split('\u0001');
  return { arguments: given.split('\0').slice(0, -1), input };
};
