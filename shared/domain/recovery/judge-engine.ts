const postgres: ReadonlySet<string> = new Set(['postgres', 'aurora-postgresql']);

type Shown = Readonly<{ engine?: string | undefined; cluster?: string | undefined }>;

/** Groups, restarts and promotions of a member are its cluster's matter: Aurora, or a Multi-AZ cluster. */
export function memberOfCluster(name: string, { engine, cluster }: Shown): string | undefined {
  if (cluster === undefined) return undefined;
  const of = engine === undefined ? '' : ` of engine ${engine}`;
  return `${name} is a member of cluster ${cluster}${of}, and steps of this kind are for instances that are none`;
}

/** What asks over SQL asks PostgreSQL. What RDS does not tell is no objection: the connection will. */
export const otherEngine = (name: string, { engine }: Shown): string | undefined =>
  engine === undefined || postgres.has(engine)
    ? undefined
    : `${name} is of engine ${engine}, and steps of this kind ask PostgreSQL`;

/** A promotion looks over SQL at an instance that RDS promotes by itself. */
export const notPromotable = (name: string, shown: Shown): string | undefined =>
  otherEngine(name, shown) ?? memberOfCluster(name, shown);
