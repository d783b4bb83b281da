/**
 * postgresql.conf of every server. Durable against the end of a server, not of the machine (fsync is off). `wal_sender_timeout`
 * is short, so that a server whose replica was cut off can be stopped soon.
 */
export const serverSettings = `
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 40
shared_buffers = 16MB
dynamic_shared_memory_type = mmap
fsync = off
autovacuum = off
jit = off
wal_level = replica
max_wal_size = 64MB
max_wal_senders = 10
max_replication_slots = 10
wal_sender_timeout = 10s
wal_receiver_status_interval = 1s
wal_retrieve_retry_interval = 200ms
hot_standby = on
timezone = 'UTC'
log_timezone = 'UTC'
lc_messages = 'C'
`;

/** What the master of masters is called on RDS. */
export const administrator = 'rdsadmin';

/** Where it works. The database that initdb makes for that purpose becomes that of the users. */
export const administratorsDatabase = 'template1';

/** Who may come in, over 127.0.0.1 alone, and where: every role, but not into the administrator's database. Passwords travel by SCRAM. */
export const accessRules = [
  rule('all', administrator, 'scram-sha-256'),
  rule('replication', administrator, 'scram-sha-256'),
  rule(administratorsDatabase, 'all', 'reject'),
  rule('all', 'all', 'scram-sha-256'),
].join('');

function rule(what: string, who: string, how: string): string {
  return `host ${what} ${who} 127.0.0.1/32 ${how}\n`;
}
