export type Members = Record<string, unknown>;

export const isMembers = (value: unknown): value is Members => typeof value === 'object' && value !== null;
