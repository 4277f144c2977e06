/** `npm run bench`: figures as ratios from one run, because machines are noisy. A missed aim is shown, never an error. */
import { printFigures } from "./figures.ts";
import { benchListChannels } from "./list-channels.ts";
import { benchColdStart, benchInProcess } from "./start-up.ts";

printFigures([...(await benchInProcess()), ...(await benchColdStart()), ...(await benchListChannels())]);
