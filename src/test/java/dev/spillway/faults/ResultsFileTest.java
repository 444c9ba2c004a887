package dev.spillway.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ResultsFileTest {
    private static final String BOTH = "# One\n\nfirst\n\n## Below one\n\nmore\n\n# Two\n\nsecond\n";

    @Test
    void replacesAPartAndLeavesTheOthers() {
        assertThat(ResultsFile.with(BOTH, "One", "new\n")).isEqualTo("# One\n\nnew\n\n# Two\n\nsecond\n");
    }

    @Test
    void leavesWhatStandsBelowAPartWithIt() {
        assertThat(ResultsFile.with(BOTH, "Two", "new")).isEqualTo(BOTH.replace("second", "new"));
    }

    @Test
    void putsANewPartBehindAllOthers() {
        assertThat(ResultsFile.with(BOTH, "Three", "third")).isEqualTo(BOTH + "\n# Three\n\nthird\n");
        assertThat(ResultsFile.with("", "One", "first")).isEqualTo("# One\n\nfirst\n");
    }
}
