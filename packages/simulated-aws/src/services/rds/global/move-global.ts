import type {
  FailoverGlobalClusterCommandInput as FailOver,
  SwitchoverGlobalClusterCommandInput as SwitchOver,
} from '@aws-sdk/client-rds';
import { clusterInState, clusterNotFound, clusterWork } from '../clusters/cluster.ts';
import { heirOf } from '../clusters/lead.ts';
import { invalidCombination } from '../faults.ts';
import type { RestoreScene } from '../instances/enrol.ts';
import type { Cluster, GlobalCluster } from '../records.ts';
import type { Store } from '../store.ts';
import { clusterAt } from './change-global.ts';
import { failOverTo } from './fail-over-to.ts';
import { findGlobal, globalInState, primaryOf, shownGlobal } from './global-cluster.ts';
import { switchOverTo } from './switch-over-to.ts';

/** API_SwitchoverGlobalCluster. AWS documents it with the Region of the primary; here any Region will do. */
export const switchoverGlobalCluster = (store: Store, scene: RestoreScene) => (input: SwitchOver) => {
  return begin(store, scene, { asked: input, isLossy: false });
};

type Asked = Readonly<{ GlobalClusterIdentifier: string | undefined; TargetDbClusterIdentifier: string | undefined }>;

function begin(store: Store, scene: RestoreScene, { asked, isLossy }: { asked: Asked; isLossy: boolean }) {
  const { global, from, to } = check(store, asked);
  global.failover = { status: 'pending', from: from.arn, to: to.arn, isDataLossAllowed: isLossy };
  const move = { global, from, to, scene };
  clusterWork(store, to, () => (isLossy ? failOverTo(store, move) : switchOverTo(store, move)));
  return { GlobalCluster: shownGlobal(store, global) };
}

/**
 * AuroraUserGuide/aurora-global-database-disaster-recovery: a secondary with an instance, of the same major and minor version, while
 * nothing else is under way. Which of the errors answers to each is (I).
 */
function check(store: Store, asked: Asked): Readonly<{ global: GlobalCluster; from: Cluster; to: Cluster }> {
  const global = findGlobal(store, asked.GlobalClusterIdentifier);
  const from = primaryOf(store, global);
  if (global.failover !== undefined || from === undefined) throw globalInState(`${global.id} is not available.`);
  const to = clusterAt(store, asked.TargetDbClusterIdentifier);
  if (!global.members.has(to.arn)) throw clusterNotFound(to.arn);
  if (to === from) throw clusterInState(`${to.id} is the primary cluster already.`);
  if (to.status !== 'available' || global.toResync.has(to.arn))
    throw clusterInState(`${to.id} is not available or not synchronized.`);
  if (heirOf(store, to) === undefined) throw clusterInState(`${to.id} has no DB instance that could take over.`);
  if (to.engineVersion !== from.engineVersion)
    throw clusterInState(`${to.id} has the engine version ${to.engineVersion}, ${from.id} has ${from.engineVersion}.`);
  return { global, from, to };
}

/** API_FailoverGlobalCluster: without AllowDataLoss it is a switchover. */
export const failoverGlobalCluster = (store: Store, scene: RestoreScene) => (input: FailOver) => {
  const { AllowDataLoss: isLossy, Switchover: isSwitchover } = input;
  if (isLossy !== undefined && isSwitchover !== undefined)
    throw invalidCombination('AllowDataLoss and Switchover exclude each other.');
  return begin(store, scene, { asked: input, isLossy: isLossy === true });
};
