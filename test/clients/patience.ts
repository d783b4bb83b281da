/** How long, and how often, a test asks for what takes its time in another process. */
export const patience = { timeout: 600_000, interval: 250 } as const;
