/**
 * A command whose JSON holds words of a person. Between the quoted ends of a here-document the shell gives no character a meaning, so an
 * apostrophe in a name or a reason ends nothing: bash, zsh, every other shell of that family, CloudShell.
 */
export const commandWithJson = (command: string, option: string, json: unknown): string[] => [
  `${command} ${option} file:///dev/stdin <<'JSON'`,
  JSON.stringify(json),
  'JSON',
];

/** What is to be replaced in such a command. It is refused as it stands. */
export const blanks = { operator: '<your name>', reason: '<why>' } as const;

/** How such commands are filled in, and used where there are no here-documents. */
export const pasteLines = [
  'Put your name and your reason in place of <your name> and <why>; write a " in them as \\".',
  'In PowerShell or cmd, save the line in braces as answer.json and end the command with file://answer.json instead.',
] as const;
