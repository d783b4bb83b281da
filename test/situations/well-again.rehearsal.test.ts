import { playGroup } from './play-group.ts';

playGroup('well-again');
