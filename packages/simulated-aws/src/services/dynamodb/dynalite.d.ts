declare module 'dynalite' {
  import type { Server } from 'node:http';
  /** An implementation of DynamoDB's protocol; this server is never made to listen. */
  export default function dynalite(options: {
    createTableMs?: number;
    deleteTableMs?: number;
    updateTableMs?: number;
  }): Server;
}
