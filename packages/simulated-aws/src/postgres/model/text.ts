/** A statement without what means nothing in it. */
export const plain = (sql: string): string => sql.replaceAll(/\s+/g, ' ').trim().replace(/ ?;$/, '');
