import { noJournal } from './journal.ts';
import { packsOf } from './packs.ts';
import { chosenOf, type Part } from './part.ts';
import { playStruck, record, recorded, type Struck } from './play.ts';
import type { Scenario } from './scenario.ts';
import { canBe, type Kind, kinds, nameOf, type Strike } from './strike.ts';

/** A strike, or several that do so only together, after which something did not hold. */
type Broken = Readonly<{ strikes: readonly string[]; wrong: readonly string[] }>;

export type Coverage = {
  /** Strikes that there are; that had fallen and held before; that were to fall; and that fell. */
  known: number;
  before: number;
  chosen: number;
  fallen: number;
  runs: number;
  /** Runs in which a person was asked about a failure; after which one had to resume or start again. */
  asked: number;
  again: number;
  broken: Broken[];
  /** Strikes whose place was not passed although nothing else had struck. */
  unreached: string[];
};

/** All strikes of this kind, in the order of the unstruck run. */
const strikesOf = async (scenario: Scenario, kind: Kind): Promise<Strike[]> => {
  const { places, functions } = await recorded(scenario);
  return places
    .filter((place) => scenario.isStruck?.(place) ?? true)
    .filter((place) => canBe(place, kind, functions.has(place.actor)))
    .map((place) => ({ ...place, kind }));
};

/** What a crash, a lost answer or a blip may cost: no run needs to be resumed or begun again, and of what passes nobody is asked. */
const demands: Readonly<Record<Kind, Readonly<{ mayAsk: boolean; mayEnd: boolean }>>> = {
  'killed before': { mayAsk: false, mayEnd: false },
  'killed after': { mayAsk: false, mayEnd: false },
  'lost before': { mayAsk: false, mayEnd: false },
  'lost after': { mayAsk: false, mayEnd: false },
  silent: { mayAsk: true, mayEnd: false },
  throttled: { mayAsk: true, mayEnd: false },
  broken: { mayAsk: true, mayEnd: false },
  denied: { mayAsk: true, mayEnd: true },
  stopped: { mayAsk: true, mayEnd: true },
  expired: { mayAsk: true, mayEnd: true },
};

const play = async (scenario: Scenario, pack: readonly Strike[], coverage: Coverage): Promise<Struck> => {
  const unstruck = (await recorded(scenario)).played;
  const played = await playStruck(scenario, pack);
  const [first] = pack;
  const { mayAsk, mayEnd } = demands[first?.kind ?? 'denied'];
  const isAsked = [...played.asked].some((question) => !unstruck.asked.has(question));
  const isAgain = played.again > unstruck.again;
  coverage.runs += 1;
  if (isAsked) coverage.asked += 1;
  if (isAgain) coverage.again += 1;
  const wrong = [
    ...played.wrong,
    ...(isAsked && !mayAsk ? ['a person was asked about what passes by itself'] : []),
    ...(isAgain && !mayEnd ? ['the run was ended for good'] : []),
  ];
  return { ...played, wrong };
};

/** Halves a pack that broke something, down to strikes that break it alone, or to the pack that does together. */
const findBreaking = async (
  scenario: Scenario,
  played: Readonly<{ pack: readonly Strike[]; wrong: readonly string[] }>,
  coverage: Coverage,
): Promise<Broken[]> => {
  const { pack, wrong } = played;
  const found: Broken[] = [];
  const halves = pack.length < 2 ? [] : [0, 1].map((half) => pack.filter((_, index) => index % 2 === half));
  for (const half of halves) {
    const again = await play(scenario, half, coverage);
    if (again.wrong.length > 0)
      found.push(...(await findBreaking(scenario, { pack: half, wrong: again.wrong }, coverage)));
  }
  return found.length > 0 ? found : [{ strikes: pack.map(nameOf), wrong }];
};

/** Of two invocations of a function at one moment chance says whose call comes first: then the next unstruck play has another place there. */
const isPassedAgain = async (scenario: Scenario, strike: Strike): Promise<boolean> =>
  (await record(scenario)).places.some((place) => nameOf({ ...place, kind: strike.kind }) === nameOf(strike));

/** Those of a pack that never fell since another had ended the run before; alone each of them must fall. */
const leftOf = async (
  scenario: Scenario,
  { pack, struck }: Readonly<{ pack: readonly Strike[]; struck: readonly Strike[] }>,
  coverage: Coverage,
): Promise<Strike[][]> => {
  const missed = pack.filter((strike) => !struck.includes(strike));
  if (missed.length === pack.length && pack.length > 1) return pack.map((strike) => [strike]);
  if (missed.length < pack.length) return packsOf(missed);
  for (const strike of missed)
    if (await isPassedAgain(scenario, strike)) coverage.unreached.push(nameOf(strike));
    else coverage.chosen -= 1;
  return [];
};

type Limits = Pick<Part, 'journal' | 'until'>;

/** Plays the scenario as often as it takes for each of these strikes to fall, or until it is too late for another run. */
const playPacks = async (
  { scenario, packs, limits: { journal, until } }: Readonly<{ scenario: Scenario; packs: Strike[][]; limits: Limits }>,
  coverage: Coverage,
): Promise<void> => {
  const waiting = [...packs];
  for (let pack = waiting.shift(); pack !== undefined; pack = waiting.shift()) {
    if (Date.now() > until) {
      coverage.chosen -= [pack, ...waiting].flat().length;
      return;
    }
    const { struck, wrong } = await play(scenario, pack, coverage);
    if (wrong.length > 0) coverage.broken.push(...(await findBreaking(scenario, { pack, wrong }, coverage)));
    else journal.write({ scenario: scenario.name, kind: pack[0]?.kind ?? '', strikes: struck.map(nameOf) });
    coverage.fallen += struck.length;
    waiting.push(...(await leftOf(scenario, { pack, struck }, coverage)));
  }
};

const nothingYet = (known: number, chosen: number, before = 0): Coverage => ({
  ...{ known, before, chosen, fallen: 0, runs: 0, asked: 0, again: 0 },
  ...{ broken: [], unreached: [] },
});

/** Lets every strike of a kind fall upon a scenario, or a part of them, many in each run but none that would shift another. */
export const cover = async (scenario: Scenario, kind: Kind, part: Part): Promise<Coverage> => {
  const all = await strikesOf(scenario, kind);
  const held = part.journal.held(scenario.name, kind);
  const left = all.filter((strike) => !held.has(nameOf(strike)));
  const packs = chosenOf(packsOf(left), part);
  const coverage = nothingYet(all.length, packs.flat().length, all.length - left.length);
  await playPacks({ scenario, packs, limits: part }, coverage);
  return coverage;
};

/** One strike alone, by its name; undefined when the scenario has none of this name. */
export const coverAlone = async (scenario: Scenario, name: string): Promise<Coverage | undefined> => {
  for (const kind of kinds) {
    const all = await strikesOf(scenario, kind);
    const found = all.filter((strike) => nameOf(strike) === name);
    if (found.length === 0) continue;
    const coverage = nothingYet(all.length, 1);
    const limits = { journal: noJournal, until: Number.POSITIVE_INFINITY };
    await playPacks({ scenario, packs: [found], limits }, coverage);
    return coverage;
  }
  return undefined;
};
