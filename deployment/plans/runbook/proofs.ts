import { formerOf, hostOf, isSame, type Placed, type RunbookView } from './view.ts';

/** The side that is left answers there. */
export const asksFormerSide = (view: RunbookView, { stage, spec }: RunbookView['endpoints'][number]): boolean =>
  notYetMoved(view, stage).includes(hostOf(spec.url));

/** Names that a switch of this stage or a later one still has to move, and where they lead until then. */
const notYetMoved = ({ switches }: RunbookView, stage: number): string[] =>
  switches.filter((one) => one.stage >= stage).flatMap(({ spec }) => [spec.name, ...[formerOf(spec) ?? []].flat()]);

/** Checks that say something of what the service is moved to: of databases where none is promoted, any that is not fenced. */
export function proofsOf(view: RunbookView): Placed<unknown>[] {
  const { endpoints, dataChecks, promotions, fences } = view;
  const ofData = dataChecks.filter(({ spec }) =>
    promotions.length > 0
      ? promotions.some((promotion) => isSame(promotion.spec, spec))
      : !fences.some((fence) => isSame(fence.spec, spec)),
  );
  return [...endpoints.filter((endpoint) => !asksFormerSide(view, endpoint)), ...ofData];
}
