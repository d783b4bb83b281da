import { runRecovery, setScene, startInput } from '../support/virtual-run.ts';

/** Seconds on the virtual clock from the start of a run until it was decided: assessment and signals. */
type Decided = Readonly<{ what: string; seconds: number }>;

const measureOne = async (what: string, isLost: boolean): Promise<Decided> => {
  const scene = await setScene({});
  if (isLost) scene.aws.network.cut('us-west-2');
  const { record } = await runRecovery(scene, startInput(scene, { dryRun: true }));
  const at = (type: string) => record.entries.find(({ fact }) => fact.type === type)?.at ?? '';
  return { what, seconds: (Date.parse(at('decided')) - Date.parse(at('runOpened'))) / 1000 };
};

export const measureDecision = async (): Promise<Decided[]> => [
  await measureOne('both Regions answer', false),
  await measureOne('the primary Region is lost', true),
];
