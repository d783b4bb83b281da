/** What is to be replaced in such a command. It is refused as it stands. */
export const blanks = { operator: '<your name>', reason: '<why>' } as const;

/** How such commands are filled in, and used where there are no here-documents. */
export const pasteLines = [
  'Put your name and your reason in place of <your name> and <why>; write a " or a \\ in them as \\" or \\\\, and an apostrophe as it is.',
  'In PowerShell or cmd, save the line in braces as answer.json (UTF-8, and AWS_CLI_FILE_ENCODING=UTF-8 in the environment), and end the command with file://answer.json instead.',
] as const;

/**
 * A command whose JSON holds words of a person. Between the quoted ends of a here-document the shell gives no character a meaning, so an
 * apostrophe in a name or a reason ends nothing: bash, zsh, every other shell of that family, CloudShell.
 */
export const commandWithJson = (command: string, option: string, json: unknown): string[] => [
  `${command} ${option} file:///dev/stdin <<'JSON'`,
  JSON.stringify(json),
  'JSON',
];

/**
 * The same for PowerShell, which has no such input and would take the quotation marks out of an argument. Between @' and '@ nothing has a
 * meaning either; the file is UTF-8 without a mark, and the command line is told so.
 */
export const inPowerShell = (command: string, option: string, json: unknown): string[] => [
  "$env:AWS_CLI_FILE_ENCODING = 'UTF-8'; [IO.File]::WriteAllText(\"$PWD/answer.json\", @'",
  JSON.stringify(json),
  "'@)",
  `${command} ${option} file://answer.json`,
];
