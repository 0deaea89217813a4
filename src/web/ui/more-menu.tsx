import { Dropdown } from "antd";
import { useTranslation } from "react-i18next";
import { Button } from "./button.tsx";
import { Icon } from "./icons.tsx";
import type { IconName } from "./icons.tsx";

export interface MenuAction {
  key: string;
  label: string;
  icon?: IconName;
  danger?: boolean;
  disabled?: boolean;
  onRun: () => void;
}

/** Three dots that open what is done seldom. */
export function MoreMenu({
  actions,
  size = "s",
  bordered = false,
}: {
  actions: MenuAction[];
  size?: "m" | "s" | "xs";
  bordered?: boolean;
}) {
  const { t } = useTranslation("ui");
  const items = actions.map((action) => ({
    key: action.key,
    label: action.label,
    icon: action.icon ? <Icon name={action.icon} size="s" /> : undefined,
    danger: action.danger ?? false,
    disabled: action.disabled ?? false,
    onClick: ({ domEvent }: { domEvent: { stopPropagation: () => void } }) => {
      domEvent.stopPropagation();
      action.onRun();
    },
  }));
  return (
    <Dropdown menu={{ items }} trigger={["click"]} placement="bottomRight">
      <Button kind={bordered ? "plain" : "quiet"} size={size} icon="more" label={t("table.more")} />
    </Dropdown>
  );
}
