package dev.nvent.store.demo;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import java.util.List;

/** The flows of a shop. */
enum Flow {
    ORDER(
            "order-fulfilment",
            "Order fulfilment",
            "order.placed",
            Step.of("check-order", ofSeconds(4)),
            Step.of(Flow.RESERVE_STOCK, ofSeconds(15)).failing(0.03, "WarehouseBusy"),
            Step.awaiting("payment.received", ofMinutes(35)).emitting("order.paid"),
            Step.of("pack", ofMinutes(40)),
            Step.of("hand-to-carrier", ofMinutes(90))
                    .failing(0.12, "CarrierUnavailable")
                    .emitting("order.shipped"),
            Step.of("notify-customer", ofSeconds(2)).failing(0.06, "MailServerTimeout")),

    REFUND(
            "refund",
            "Refund",
            "return.requested",
            Step.awaiting("parcel.returned", ofHours(4)),
            Step.of("inspect-goods", ofMinutes(25)).failing(0.08, "GoodsDamaged"),
            Step.of("pay-back", ofSeconds(20)).failing(0.3, "BankTimeout").emitting("order.refunded")),

    RENEWAL(
            "subscription-renewal",
            "Subscription renewal",
            "subscription.due",
            Step.of("load-plan", ofSeconds(1)),
            Step.of("charge-card", ofSeconds(8)).failing(0.35, "CardDeclined").emitting("subscription.paid"),
            Step.of("send-invoice", ofSeconds(3)).failing(0.06, "MailServerTimeout")),

    RESTOCK(
            "restock",
            "Restock",
            "stock.low",
            Step.of("order-from-supplier", ofMinutes(12)).failing(0.2, "SupplierUnreachable"),
            Step.awaiting("delivery.arrived", ofHours(3)),
            Step.of(Flow.PUT_AWAY, ofMinutes(50)).emitting("stock.filled"));

    /** The step that removes an article from the stock. */
    static final String RESERVE_STOCK = "reserve-stock";

    /** The step that refills the stock of an article. */
    static final String PUT_AWAY = "put-away";

    private final String flowName;
    private final String displayName;
    private final String trigger;
    private final List<Step> steps;

    Flow(String flowName, String displayName, String trigger, Step... steps) {
        this.flowName = flowName;
        this.displayName = displayName;
        this.trigger = trigger;
        this.steps = List.of(steps);
    }

    String flowName() {
        return flowName;
    }

    String displayName() {
        return displayName;
    }

    /** The trigger that starts a run. */
    String trigger() {
        return trigger;
    }

    List<Step> steps() {
        return steps;
    }
}
