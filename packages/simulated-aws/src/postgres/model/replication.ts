import type { Clock } from '../../clock/clock.ts';
import type { SimulatedNetwork } from '../../network/network.ts';
import type { ModelServer } from './model-server.ts';

export type Replication = ReturnType<typeof createReplication>;

export type Cuts = Pick<SimulatedNetwork, 'isCut' | 'onCut'>;

/**
 * How far replicas are. A source is taken to commit all the time, so a replica that is fed has replayed what is as old as its
 * delay. A stream that was lost comes back by itself when all is well again, as a real receiver's does.
 */
export function createReplication(clock: Clock, cuts: Cuts | undefined) {
  const isPossible = ({ source, region, isRunning }: ModelServer): boolean =>
    isRunning && source?.isRunning === true && ![source.region, region].some((place) => cuts?.isCut(place) === true);

  const advance = (replica: ModelServer): void => {
    if (replica.isFed) replica.replayedAt = Math.max(replica.replayedAt ?? 0, clock.now() - replica.delayMs);
  };

  /** When the last replayed transaction was committed; undefined on what never was a replica. */
  const replayedAt = (server: ModelServer): number | undefined => {
    server.isFed ||= isPossible(server);
    advance(server);
    return server.replayedAt;
  };

  /** Of a stream that flows, when its newest message was sent: what that tells is replayed at once. */
  const heardAt = (server: ModelServer): number | undefined => {
    replayedAt(server);
    return server.source !== undefined && server.isFed ? clock.now() - server.delayMs : undefined;
  };

  /** What is under way is lost, unless `isClean`: then the source has waited until it had arrived. */
  const lose = (replica: ModelServer, isClean = false): void => {
    if (isClean && replica.isFed) replica.replayedAt = clock.now();
    advance(replica);
    replica.isFed = false;
  };

  const setDelay = (replica: ModelServer, delayMs: number): void => {
    advance(replica);
    replica.delayMs = delayMs;
  };

  return { replayedAt, heardAt, lose, setDelay };
}
