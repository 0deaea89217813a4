import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useEndpoint } from "../../../web/api.ts";
import { Drawer } from "../../../web/ui/drawer.tsx";
import { formatCount, formatMoney } from "../../../web/ui/format.ts";
import { Link } from "../../../web/ui/link.tsx";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { Time } from "../../../web/ui/zone.tsx";
import { type OrderRow, showOrderEndpoint } from "../orders.contract.ts";

/** One order: what was bought, what was paid back, whose it is. */
export function OrderDrawer({ order, onClose }: { order: OrderRow; onClose: () => void }) {
  const { t } = useTranslation("orders");
  const query = useEndpoint(showOrderEndpoint, { orderId: order.id });
  return (
    <Drawer open title={order.title || order.externalId} facts={order.title ? order.externalId : null} onClose={onClose}>
      <div className="pad orders-one">
        <OrderFacts order={order} />
        <Loaded query={query} what={t("what")} tight>
          {({ lines, refunds }) => (
            <>
              <OrderRows title={t("one.lines")} none={t("one.noLines")}>
                {lines.map((line, n) => (
                  <li key={n}>
                    <span className="el" title={line.title}>
                      {line.title}
                    </span>
                    <span className="mut">× {formatCount(line.quantity)}</span>
                    <span className="sp" />
                    {formatMoney(line.paidFen)}
                  </li>
                ))}
              </OrderRows>
              <OrderRows title={t("one.refunds")} none={t("one.noRefunds")}>
                {refunds.map((refund) => (
                  <li key={refund.externalId}>
                    <Time className="mut" at={refund.refundedAt} />
                    <span className="mut el">{refund.externalId}</span>
                    <span className="sp" />
                    {formatMoney(-refund.fen)}
                  </li>
                ))}
              </OrderRows>
            </>
          )}
        </Loaded>
      </div>
    </Drawer>
  );
}

function OrderFacts({ order }: { order: OrderRow }) {
  const { t } = useTranslation("orders");
  const facts: [string, ReactNode][] = [
    [t("column.paidAt"), <Time key="at" at={order.paidAt} />],
    [
      t("column.member"),
      order.member ? (
        <Link key="member" className="lnk" to={`members?id=${order.member.id}`}>
          <bdi>{order.member.name}</bdi>
        </Link>
      ) : (
        t("unknownBuyer")
      ),
    ],
    [
      t("column.group"),
      order.group ? (
        <Link key="group" className="lnk" to={`groups/${order.group.id}`}>
          {order.group.name}
        </Link>
      ) : (
        t("noGroup")
      ),
    ],
    [t("column.source"), order.source],
    [t("column.paid"), formatMoney(order.paidFen)],
    [t("column.refunded"), formatMoney(order.refundedFen)],
    [t("column.net"), formatMoney(order.paidFen - order.refundedFen)],
  ];
  return (
    <dl>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt className="mut">{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function OrderRows({ title, none, children }: { title: string; none: string; children: ReactNode[] }) {
  return (
    <section>
      <h3 className="h14">{title}</h3>
      {children.length > 0 ? <ul>{children}</ul> : <p className="mut">{none}</p>}
    </section>
  );
}
