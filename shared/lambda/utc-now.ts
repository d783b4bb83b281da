/** ISO 8601 in UTC. Handlers give this to their task; nothing below a handler reads the clock. */
export const utcNow = (): string => new Date().toISOString();
