import { commandsIn } from '../../rehearsal/operator.ts';
import type { Scene } from '../support/virtual-run.ts';
import { paidWrong } from './debts.ts';
import { untilQuiet } from './quiet.ts';
import { createHub, deployedIn, recordPlaces } from './recorder.ts';
import { standingIn, trafficBeforeProof, watchSafety } from './safety.ts';
import type { Scenario } from './scenario.ts';
import type { Place, Strike } from './strike.ts';
import { createStriker } from './striker.ts';

/** How often somebody resumes a run, or starts another, before it counts as not converging. */
const patience = 5;

type Played = Readonly<{
  /** What broke; nothing when all held. */
  wrong: readonly string[];
  /** By their references, what failures a person was asked about; that a question may come twice is allowed. */
  asked: ReadonlySet<string>;
  /** How often a person had to resume or to start again. */
  again: number;
}>;

/** What notices ask about that failed. */
const questionsIn = ({ notices }: Scene): ReadonlySet<string> =>
  new Set(
    notices
      .filter(({ message }) => commandsIn(message).has('retry'))
      .map(({ message, subject }) => /Reference: \S+/.exec(message)?.[0] ?? subject),
  );

/** `repair` is what a person does who reads of an end that should not have been. */
const playOut = async (scenario: Scenario, scene: Scene, repair: () => void = () => undefined): Promise<Played> => {
  const since = scene.clock.now();
  await scenario.play(scene);
  const wrong = await untilQuiet(scene, since);
  let again = 0;
  while (wrong.length === 0 && again < patience && (await scenario.wrong(scene)).length > 0) {
    again += 1;
    repair();
    await scenario.again(scene);
    wrong.push(...(await untilQuiet(scene, since)));
  }
  wrong.push(...(await scenario.wrong(scene)), ...(await trafficBeforeProof(scene)));
  if (wrong.length === 0) wrong.push(...(await paidWrong(scene, since, repair)));
  return { wrong, again, asked: questionsIn(scene) };
};

/** What the scenario passes while nothing strikes. */
export type Recorded = Readonly<{
  places: readonly Place[];
  functions: ReadonlySet<string>;
  machines: ReadonlySet<string>;
  played: Played;
}>;

const recordings = new Map<string, Promise<Recorded>>();

/** Played unstruck, whether it has been before or not. */
export const record = async (scenario: Scenario): Promise<Recorded> => {
  const hub = createHub();
  const scene = await scenario.set({ onEvent: hub.onEvent });
  const places = recordPlaces(scene, hub);
  const unsafe = watchSafety(scene, hub);
  const played = await playOut(scenario, scene);
  return {
    places: [...places],
    functions: deployedIn(scene, 'AWS::Lambda::Function'),
    machines: deployedIn(scene, 'AWS::StepFunctions::StateMachine'),
    played: { ...played, wrong: [...played.wrong, ...unsafe()] },
  };
};

/** Played unstruck, once. */
export const recorded = (scenario: Scenario): Promise<Recorded> => {
  const known = recordings.get(scenario.name);
  if (known !== undefined) return known;
  const made = record(scenario);
  recordings.set(scenario.name, made);
  return made;
};

export type Struck = Played & Readonly<{ struck: readonly Strike[] }>;

/** The scenario again from its beginning, with these strikes. */
export const playStruck = async (scenario: Scenario, strikes: readonly Strike[]): Promise<Struck> => {
  const hub = createHub();
  const scene = await scenario.set({ onEvent: hub.onEvent });
  const unsafe = watchSafety(scene, hub);
  const before = await standingIn(scene);
  const striker = createStriker(scene, hub, strikes);
  const played = await playOut(scenario, scene, striker.repair);
  const changed = (await standingIn(scene)) === before ? [] : ['something else of production has changed'];
  return { ...played, wrong: [...played.wrong, ...unsafe(), ...changed], struck: striker.struck() };
};
