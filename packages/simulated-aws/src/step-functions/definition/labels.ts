import { type Diagnostic, diagnostic } from './diagnostics.ts';
import { type Block, blocksIn, type State } from './states.ts';

/** docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html#dist-map-orchestrate-parallel-workloads-fields */
const allowed = /^[^\p{Cc}\s<>{}[\]?*"#%\\^|~`$&,;:/]{1,40}$/u;

/** Labels stand in the ARNs of Map Runs, so each belongs to one state of the machine. */
export function checkLabels(block: Block): Diagnostic[] {
  const seen = new Set<string>();
  return labelsIn(block, '').flatMap(({ label, location }) => {
    if (!allowed.test(label)) return [diagnostic('INVALID_LABEL_NAME', `The label is not allowed: ${label}`, location)];
    if (seen.has(label)) return [diagnostic('DUPLICATE_LABEL_NAME', `Duplicate label: ${label}`, location)];
    seen.add(label);
    return [];
  });
}

type Labelled = Readonly<{ label: string; location: string }>;

const labelsIn = ({ states }: Block, where: string): Labelled[] =>
  [...states].flatMap(([name, state]) => {
    const place = `${where}/States/${name}`;
    return [...ownLabel(state, place), ...blocksIn(state).flatMap((block) => labelsIn(block, place))];
  });

const ownLabel = (state: State, place: string): Labelled[] =>
  state.Type === 'Map' && state.Label !== undefined ? [{ label: state.Label, location: `${place}/Label` }] : [];
