/** Of a connection that sends statements of ours alone: what the customer has made is not found in place of what is PostgreSQL's. */
export const ownNames = '-c search_path=pg_catalog';
