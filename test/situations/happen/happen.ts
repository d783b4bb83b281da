import type { Account } from '../account.ts';
import type { Happening } from '../schema/happening.ts';
import { changeAlarms } from './alarms.ts';
import { breakConnections } from './connections.ts';
import { knock } from './knock.ts';
import * as person from './person.ts';
import * as trouble from './trouble.ts';

/** What only the simulation or AWS can do; undefined: it is none of that. */
const befall = (account: Account, one: Happening): Promise<unknown> | unknown => {
  if ('region' in one && !('console' in one) && !('tries' in one)) return trouble.setRegion(account, one);
  if ('balancer' in one) return trouble.setBalancer(account, one);
  if ('replica' in one) return trouble.setReplica(account, one);
  if ('primary' in one) return trouble.setPrimary(account, one);
  if ('fault' in one) return trouble.addFault(account, one);
  if ('kill' in one) return trouble.kill(account, one);
  if ('knocks' in one) return knock(account, one);
  if ('snapshot' in one) return trouble.addSnapshot(account, one);
  if ('dropSnapshot' in one) return trouble.dropSnapshot(account, one);
  if ('breaksAt' in one) return breakConnections(account, one);
  return undefined;
};

/** What a person does. */
const act = (account: Account, one: Happening): Promise<unknown> | undefined => {
  if ('console' in one) return person.call(account.scene, { what: one.console, region: one.region, input: one.with });
  if ('start' in one) return person.start(account, one);
  if ('answer' in one) return person.answer(account, one);
  if ('says' in one) return person.says(account, one);
  if ('invoke' in one) return person.invoke(account, one);
  if ('runStep' in one) return person.runStep(account, one);
  if ('stop' in one) return person.stop(account, one);
  if ('redrive' in one) return person.redrive(account, one);
  if ('killSwitch' in one) return person.setKillSwitch(account, one);
  if ('writeOff' in one) return person.writeOff(account, one);
  if ('acknowledge' in one) return person.acknowledge(account, one);
  if ('verify' in one) return person.verify(account, one);
  if ('alarms' in one) return changeAlarms(account, one);
  if ('tries' in one) return person.tries(account, one);
  return undefined;
};

/** Makes it happen; it is done once the promise is kept. Needs somebody to let the clock run. */
export const happen = async (account: Account, one: Happening): Promise<void> => {
  if ('pass' in one) return await account.scene.clock.sleep(one.pass * 1000);
  await (act(account, one) ?? befall(account, one));
};
