/** The environment of a process that a test starts: this one's, with a temporary folder of its own. */
export const environmentWith = (changes: Readonly<Record<string, string>>): NodeJS.ProcessEnv => ({
  ...process.env,
  ...changes,
});

/** What whoever runs the tests has set by this name. */
export const settingOf = (name: string): string | undefined => process.env[name];
