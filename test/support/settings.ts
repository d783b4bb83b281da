/** The environment of a process that a test starts: this one's, with a temporary folder of its own. */
export const environmentWith = (changes: Readonly<Record<string, string>>): NodeJS.ProcessEnv => ({
  ...process.env,
  ...changes,
});
