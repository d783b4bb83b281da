type Person = Readonly<{ operator: string; identity?: string | undefined }>;

/** Who it was as they say, and as AWS says where they proved it. */
export const personOf = ({ operator, identity }: Person): string =>
  identity === undefined ? operator : `${operator} (${identity})`;

type Starter = Readonly<{ operator?: string | undefined; identity?: string | undefined }>;

/** Undefined: Lifeboat itself. */
export const starterOf = ({ operator, identity }: Starter): string | undefined =>
  operator === undefined ? undefined : personOf({ operator, identity });
