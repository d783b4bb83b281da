/** A backup as it is listed, whether it counts or not. */
export type Candidate = Readonly<{
  id: string;
  type: string;
  /** What AWS says of it; `stored` of an object, which has no other. */
  state: string;
  /** The moment of the data, ISO 8601. Undefined: nothing has been taken yet, or nobody can tell. */
  databaseTime: string | undefined;
  bytes: number | undefined;
  /** The volume that it is of, where several are backed up together. Undefined: of no known one. */
  group?: string | undefined;
}>;
