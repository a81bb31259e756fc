// `/countersign back`: who was out of office can be asked for reviews again.
import { sayList } from "../../markdown/say.js";
import { command } from "../command-kind.js";
import { accept, type Ruling, refuse, type Turn, toEvent } from "../ruling.js";
import { faultOfRight, toAbsence } from "./away.js";

export const back = command({
  verb: "back",
  who: "anyone with write, and whoever may review",
  effect: "you can be asked again",
  takes: "nothing",
  hasEffect: true,
  afterwards: true,
  edited: "refused",
  page: {
    again: "It changes nothing more.",
    holds: "It holds until the next `/countersign away`. Pushes do not matter.",
  },
  judge: judgeBack,
});

function judgeBack(turn: Turn): Ruling {
  const rights = faultOfRight(turn);
  if (rights !== null) return refuse(turn, "back", `**Nothing is noted.**\n\n${sayList([rights])}`);
  return accept(turn, "back", {
    reply: "**Welcome back**: from now on you can be asked for reviews again.",
    events: [toEvent(turn, "absence", { until: turn.at, handed_back: false })],
    absence: toAbsence(turn, turn.at),
  });
}
