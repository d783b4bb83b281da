export const notReached: Readonly<Record<string, string>> = {};
