import { playGroup } from './play-group.ts';

playGroup('owed');
