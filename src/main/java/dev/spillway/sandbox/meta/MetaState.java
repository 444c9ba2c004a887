package dev.spillway.sandbox.meta;

import dev.spillway.sandbox.meta.Admission.Library;
import dev.spillway.sandbox.stage.Behaviour;

/** All that the simulated Meta remembers of one account. */
record MetaState(
        Now now,
        LimitHistory limits,
        BusinessNumbers numbers,
        Audience audience,
        Templates templates,
        MediaStore media,
        Admission admission,
        ArrivalLog arrivals) {

    /** @param arrivalsMax rows of the log of arrivals */
    static MetaState of(MetaAccount account, Behaviour behaviour, Now now, int arrivalsMax) {
        var limits = new LimitHistory();
        var numbers = new BusinessNumbers(account, behaviour, limits, now);
        var audience = new Audience(behaviour, now);
        var templates = new Templates(behaviour);
        var media = new MediaStore(now);
        var admission = new Admission(behaviour, now, numbers, audience, new Library(templates, media));
        return new MetaState(now, limits, numbers, audience, templates, media, admission, new ArrivalLog(arrivalsMax));
    }

    /** Forgets everything but the behaviour. */
    void reset() {
        numbers.reset();
        audience.clear();
        templates.clear();
        media.clear();
        admission.clear();
        arrivals.clear();
    }
}
