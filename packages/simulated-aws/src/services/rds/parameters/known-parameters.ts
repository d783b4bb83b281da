import { defined } from '../../../defined.ts';

type Known = Readonly<{
  applyType: 'static' | 'dynamic';
  dataType: 'integer' | 'boolean' | 'string' | 'float';
  /** What RDS itself sets; none where the engine's own default holds. */
  value?: string;
  allowed?: string;
  isModifiable?: boolean;
}>;

export type KnownParameter = Known;

/**
 * Some of the several hundred parameters of a PostgreSQL family, as they are named, applied and bounded by RDS
 * (docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.PostgreSQL.CommonDBATasks.Parameters.html) and by PostgreSQL
 * (postgresql.org/docs/current/runtime-config.html). All others: NotSimulated.
 */
export const knownParameters: Readonly<Record<string, Known>> = {
  archive_mode: { ...fixed(text('on,off', 'on')), isModifiable: false },
  autovacuum: flag('1'),
  autovacuum_max_workers: fixed(integer('1-262143')),
  autovacuum_naptime: integer('1-2147483'),
  autovacuum_vacuum_cost_limit: integer('-1-10000'),
  checkpoint_completion_target: { applyType: 'dynamic', dataType: 'float', allowed: '0-1' },
  checkpoint_timeout: integer('30-3600'),
  client_encoding: text(),
  deadlock_timeout: integer('1-2147483647'),
  default_statistics_target: integer('1-10000'),
  effective_cache_size: integer('1-2147483647', '{DBInstanceClassMemory/16384}'),
  fsync: { ...flag(), isModifiable: false },
  hot_standby: { ...fixed(flag('1')), isModifiable: false },
  hot_standby_feedback: flag(),
  idle_in_transaction_session_timeout: integer('0-2147483647', '86400000'),
  idle_session_timeout: integer('0-2147483647'),
  lock_timeout: integer('0-2147483647'),
  log_connections: flag(),
  log_lock_waits: flag(),
  log_min_duration_statement: integer('-1-2147483647'),
  log_statement: text('none,ddl,mod,all'),
  log_temp_files: integer('-1-2147483647'),
  maintenance_work_mem: integer('1024-2147483647', 'GREATEST({DBInstanceClassMemory*1024/63963136},65536)'),
  max_connections: fixed(integer('6-262143', 'LEAST({DBInstanceClassMemory/9531392},5000)')),
  max_locks_per_transaction: fixed(integer('10-2147483647')),
  max_logical_replication_workers: fixed(integer('0-262143')),
  max_prepared_transactions: fixed(integer('0-262143', '0')),
  max_replication_slots: fixed(integer('5-262143', '20')),
  max_slot_wal_keep_size: integer('-1-2147483647'),
  max_standby_archive_delay: integer('-1-2147483647'),
  max_standby_streaming_delay: integer('-1-2147483647'),
  max_wal_senders: fixed(integer('5-262143', '20')),
  max_wal_size: integer('128-201326592'),
  max_worker_processes: fixed(integer('0-262143', 'GREATEST({DBInstanceVCPU*2},8)')),
  'rds.force_autovacuum_logging_level': text('debug,info,notice,warning,error,log,fatal,panic,disabled', 'warning'),
  'rds.force_ssl': flag('1'),
  'rds.log_retention_period': integer('1440-10080', '4320'),
  'rds.logical_replication': fixed(flag('0')),
  random_page_cost: { applyType: 'dynamic', dataType: 'float', allowed: '0-1.79769e+308' },
  session_replication_role: text('origin,replica,local'),
  shared_buffers: fixed(integer('16-1073741823', '{DBInstanceClassMemory/32768}')),
  shared_preload_libraries: fixed(text(undefined, 'pg_stat_statements')),
  statement_timeout: integer('0-2147483647'),
  synchronous_commit: text('on,off,local,remote_write,remote_apply', 'on'),
  temp_file_limit: integer('-1-2147483647'),
  timezone: text(undefined, 'UTC'),
  track_activity_query_size: fixed(integer('100-1048576', '4096')),
  track_io_timing: flag('1'),
  vacuum_cost_limit: integer('1-10000'),
  wal_buffers: fixed(integer('-1-262143')),
  wal_compression: text('pglz,lz4,zstd,on,off', 'zstd'),
  wal_receiver_timeout: integer('0-3600000', '30000'),
  wal_sender_timeout: integer('0-3600000'),
  work_mem: integer('64-2147483647'),
};

function fixed(known: Known): Known {
  return { ...known, applyType: 'static' };
}

function text(allowed?: string, value?: string): Known {
  return {
    ...{ applyType: 'dynamic', dataType: 'string' },
    ...defined({ allowed, value }),
  };
}

function flag(value?: string): Known {
  return {
    ...{ applyType: 'dynamic', dataType: 'boolean', allowed: '0,1' },
    ...defined({ value }),
  };
}

function integer(allowed: string, value?: string): Known {
  return {
    ...{ applyType: 'dynamic', dataType: 'integer', allowed },
    ...defined({ value }),
  };
}
