/** What no single field shows. `path` leads to the field that should change. */
export type Complaint = Readonly<{
  path: readonly (string | number)[];
  message: string;
  /** The name of the field is meant, and not what it holds. */
  isField?: boolean;
  /** The name that it is about, where something else may be said of the same name. */
  about?: string;
}>;
