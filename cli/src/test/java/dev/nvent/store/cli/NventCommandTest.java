package dev.nvent.store.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class NventCommandTest {

    @ParameterizedTest
    @MethodSource("commands")
    void every_command_prints_help(String command) {
        var result = new CliRunner().run((command + " --help").strip().split(" "));

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("Usage: nvent " + command).contains("Exit codes:");
        assertThat(result.lines()).allMatch(line -> line.length() <= 100);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void every_option_and_argument_is_described(String command) {
        CommandLine commandLine = find(command);

        assertThat(commandLine.getCommandSpec().args())
                .allSatisfy(
                        arg -> assertThat(arg.description()).as(arg.toString()).isNotEmpty());
        assertThat(commandLine.getCommandSpec().usageMessage().description()).isNotEmpty();
    }

    @Test
    void an_unknown_command_is_a_usage_error() {
        var result = new CliRunner().run("migarte");

        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("nvent --help");
    }

    @Test
    void the_completion_script_contains_commands_and_options() {
        String script = new CliRunner().run("completion").out();

        assertThat(script)
                .contains("complete -F")
                .contains("rollback")
                .contains("--older-than")
                .contains("zsh");
    }

    static Stream<String> commands() {
        return names(find(""), "");
    }

    private static Stream<String> names(CommandLine command, String name) {
        return Stream.concat(
                Stream.of(name),
                command.getSubcommands().entrySet().stream()
                        .flatMap(sub -> names(sub.getValue(), (name + " " + sub.getKey()).strip())));
    }

    private static CommandLine find(String name) {
        CommandLine command = new NventCommand(Terminal.ofProcess(), Map.of()).commandLine();
        for (String part : name.isEmpty() ? new String[0] : name.split(" ")) {
            command = command.getSubcommands().get(part);
        }
        return command;
    }
}
