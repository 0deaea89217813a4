import { defineReaction } from "../../server/reactions.ts";
import { taskDone } from "../tasks/tasks.contract.ts";
import { followTasks } from "./confirm.actions.ts";

export const sendsReactions = [defineReaction("sends-follow-tasks", [taskDone], followTasks)];
