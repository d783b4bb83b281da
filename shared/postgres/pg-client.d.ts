/** pg's client by itself: the package's main file brings pools and a native driver, 12 KB in each bundle. */
declare module 'pg/lib/client.js' {
  import { Client } from 'pg';
  export default Client;
}
