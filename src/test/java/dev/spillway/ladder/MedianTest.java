package dev.spillway.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MedianTest {
    @Test
    void isTheMiddleOfAnOddNumber() {
        assertThat(Median.of(List.of(9.0, 1.0, 5.0), Double::doubleValue)).isEqualTo(5.0);
    }

    @Test
    void isBetweenTheTwoInTheMiddleOfAnEvenNumber() {
        assertThat(Median.of(List.of(1.0, 100.0, 3.0, 2.0), Double::doubleValue))
                .isEqualTo(2.5);
    }

    @Test
    void isNoNumberOfNothing() {
        assertThat(Median.of(List.<Double>of(), Double::doubleValue)).isNaN();
    }
}
