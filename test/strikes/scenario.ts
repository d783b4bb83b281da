import type { Scene, SceneSettings } from '../support/virtual-run.ts';
import type { Place } from './strike.ts';

/** Something that happens to a plan, which strikes may fall upon. */
export type Scenario = Readonly<{
  name: string;
  /** Ready, and nothing has happened yet. */
  set: (settings: Pick<SceneSettings, 'onEvent' | 'seed'>) => Promise<Scene>;
  /** What happens. It may return before everything has ended. */
  play: (scene: Scene) => Promise<void>;
  /** What is not as it must be in the end. */
  wrong: (scene: Scene) => Promise<string[]>;
  /** What a person does who finds that out: resume, or start again. */
  again: (scene: Scene) => Promise<void>;
  /** Which places strikes are to fall on; all, unless told. Another scenario has to have the others. */
  isStruck?: (place: Place) => boolean;
}>;
