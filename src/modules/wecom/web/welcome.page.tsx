import { useParams } from "react-router";
import { GroupWelcomesPanel } from "./group-welcomes-panel.tsx";
import { WecomFrame } from "./wecom-frame.tsx";
import { WelcomeSendsPanel } from "./welcome-sends-panel.tsx";
import { WelcomesPanel } from "./welcomes-panel.tsx";

/** 渠道接入 → 欢迎语: what new customers get at once, how that went, and what owners may use in groups. */
export function WecomWelcomePage() {
  const { connectionId = "" } = useParams();
  return (
    <WecomFrame connectionId={connectionId} part="welcome" padded>
      <WelcomesPanel connectionId={connectionId} />
      <WelcomeSendsPanel connectionId={connectionId} />
      <GroupWelcomesPanel connectionId={connectionId} />
    </WecomFrame>
  );
}
