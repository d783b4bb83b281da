import type { SwitchDnsSpec } from '../../../shared/contracts/specs/switch-dns.ts';
import type { Complaint } from '../complaint.ts';
import { proofsOf } from './proofs.ts';
import { actsOf, lastStage, type Placed, type RunbookView } from './view.ts';

const wanted = 'a required checkEndpoint or checkData';

/** Traffic goes only where data are and a proof has been; a run ends with a proof. */
export const checkOrder = (view: RunbookView): Complaint[] => [
  ...checkEmpty(view),
  ...switchesThatCount(view).flatMap((one) => checkTraffic(view, one)),
  ...(isMove(view) ? unprovenEnd(view) : []),
];

function checkEmpty(view: RunbookView): Complaint[] {
  const acts = actsOf(view);
  if (view.kind === 'recovery' || view.questions.length > 0 || acts.length > view.fences.length) return [];
  const { length: fences } = view.fences;
  const message =
    fences === 0
      ? `change nothing: a ${view.kind} has to move something; add what it does`
      : 'only fence: nothing takes the place of what is fenced; add what the service moves to';
  return [{ path: view.path, message }];
}

type Switch = Placed<SwitchDnsSpec>;

/** In planned work the name may lead to a page of apology first; what counts is where it leads in the end. */
const switchesThatCount = ({ kind, switches }: RunbookView): readonly Switch[] =>
  kind === 'failover' ? switches : switches.filter(({ stage }) => stage === lastStage(switches));

function checkTraffic(view: RunbookView, { path, stage }: Switch): Complaint[] {
  const data = lastStage(view.promotions);
  const at = [...path, 'switchDns'];
  if (stage <= data) {
    const names = view.promotions.filter((one) => one.stage >= stage).map(({ spec }) => spec.instance);
    const message = `moves traffic before ${names.join(', ')} is promoted: put it into a stage after the data and its proof`;
    return [{ path: at, message }];
  }
  const between = proofsOf(view).filter((proof) => proof.stage > data && proof.stage < stage);
  if (between.some(({ isRequired }) => isRequired)) return [];
  const message = 'is false for what alone proves the standby before traffic moves: leave it out';
  const first = stage === 0 ? 'moves traffic in the first stage, before' : 'moves traffic before';
  const missing = `${first} anything has proven that the new side serves: put ${wanted} of it into a stage between the data and this one`;
  return [optional(between, message) ?? { path: at, message: missing }];
}

/** A proof that is there and does not hold the run back: that is the field to change. */
function optional(proofs: readonly Placed<unknown>[], message: string): Complaint | undefined {
  const [first] = proofs.filter(({ isRequired }) => !isRequired);
  return first && { path: [...first.path, 'required'], message };
}

/** Whatever it is called, it moves the service. */
const isMove = ({ kind, promotions, switches }: RunbookView): boolean =>
  kind !== 'recovery' || promotions.length + switches.length > 0;

/** Nobody knows whether it worked. */
function unprovenEnd(view: RunbookView): Complaint[] {
  const last = actsOf(view).at(-1);
  if (last === undefined) return [];
  const after = proofsOf(view).filter(({ stage }) => stage > last.stage);
  if (after.some(({ isRequired }) => isRequired)) return [];
  const message = `is false for what alone proves the service after step ${last.id}: leave it out`;
  const missing = `end with step ${last.id}, and nothing proves the service after it: add a stage with ${wanted}`;
  return [optional(after, message) ?? { path: view.path, message: missing }];
}

/** A recovery may do one thing and leave the proof to people. */
export const warnOrder = (view: RunbookView): Complaint[] => (isMove(view) ? [] : unprovenEnd(view));
