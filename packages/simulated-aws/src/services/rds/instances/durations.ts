/** Seconds of AWS's own time. */
export type Durations = Readonly<{
  /** How long the status goes on saying `available` after a call that was accepted. AWS's own sample waits 60 s. */
  statusLagSeconds: number;
  /** From the call PromoteReadReplica until the instance is `available` as a primary. */
  promotionSeconds: number;
  /** The reboot within a promotion: connections are refused. */
  promotionRebootSeconds: number;
  /** From the call until the source disappears from the description. Default: with the end of the reboot. */
  sourceShownSeconds: number | undefined;
  rebootSeconds: number;
  /** A forced Multi-AZ failover: 60 to 120 s by Concepts.MultiAZSingleStandby. */
  failoverSeconds: number;
  /** How long after a failover the description still shows the zones as they were. */
  zoneLagSeconds: number;
  stopSeconds: number;
  startSeconds: number;
  modifySeconds: number;
  /** From `available` until the first backup of a promoted instance starts, and how long that takes. */
  backupDelaySeconds: number;
  backupSeconds: number;
  /** From a restore until `available`, and within it the change of parameters and credentials. By size and engine: (I). */
  restoreSeconds: number;
  configureSeconds: number;
  deleteSeconds: number;
  /** How long a snapshot takes, and a copy of one; a copy to another Region may wait in a queue before. By size: (I). */
  snapshotSeconds: number;
  copySeconds: number;
  copyQueueSeconds: number;
  /** Until a new instance is there, and until a replica that was loaded with a snapshot replicates. */
  createSeconds: number;
  replicaSeconds: number;
  /** How long after a failover RDS abandons another that is asked for: no page says. */
  failoverRestSeconds: number;
  /** From one zone to two or back, while the instance serves. */
  convertSeconds: number;
  /** Within an Aurora cluster: "typically less than 35 seconds" by API_FailoverDBCluster. */
  clusterFailoverSeconds: number;
  /** Of a global cluster: until it is verified that it can move, until the target writes, until another cluster is made anew. */
  globalVerifySeconds: number;
  globalPromoteSeconds: number;
  globalRebuildSeconds: number;
}>;

/** Typical values: documented where a page gives one, otherwise (I). Promotion "takes minutes or longer". */
export const usualDurations: Durations = {
  statusLagSeconds: 20,
  promotionSeconds: 180,
  promotionRebootSeconds: 40,
  sourceShownSeconds: undefined,
  rebootSeconds: 60,
  failoverSeconds: 90,
  zoneLagSeconds: 60,
  stopSeconds: 120,
  startSeconds: 180,
  modifySeconds: 15,
  backupDelaySeconds: 15,
  backupSeconds: 120,
  restoreSeconds: 420,
  configureSeconds: 45,
  deleteSeconds: 180,
  snapshotSeconds: 120,
  copySeconds: 300,
  copyQueueSeconds: 0,
  createSeconds: 300,
  replicaSeconds: 300,
  failoverRestSeconds: 600,
  convertSeconds: 600,
  clusterFailoverSeconds: 30,
  globalVerifySeconds: 15,
  globalPromoteSeconds: 60,
  globalRebuildSeconds: 900,
};
