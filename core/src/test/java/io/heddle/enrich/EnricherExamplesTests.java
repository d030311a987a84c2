package io.heddle.enrich;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

import io.heddle.testing.NoLeakedThreads;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** What enrichers are written for, on small models. */
@Timeout(60)
@ExtendWith(NoLeakedThreads.class)
class EnricherExamplesTests {

	/** Case T1: the answers of a probe, as the data of tasks. */
	@ParameterizedTest
	@CsvSource(nullValues = "-", value = { "None,-", "none,-", "'None\n1',-", "1,1.0", "0,0.0", "0.1,0.1", "1.0,1.0",
			"123.456,123.456", "'5\nthe rest',5.0" })
	void roundTripsAreSavedWhereThereAreAny(String answer, @Nullable Double expected) {
		Map<String, Double> saved = new ConcurrentHashMap<>();
		roundTrips(List.of(answer), saved).enrich();
		if (expected != null) {
			assertThat(saved).containsEntry(answer, expected);
		}
		else {
			assertThat(saved).isEmpty();
		}
	}

	/** Case T1. */
	@ParameterizedTest
	@CsvSource({ "'',no value returned", "'   ',empty value returned", "'\n',empty value returned",
			"123.456.789,invalid value" })
	void answersThatAreNoRoundTripsFail(String answer, String message) {
		EnrichException thrown = catchThrowableOfType(EnrichException.class,
				roundTrips(List.of(answer), new ConcurrentHashMap<>())::enrich);
		assertThat(thrown.failures()).singleElement().satisfies((failure) -> {
			assertThat(failure.task()).isEqualTo(answer);
			assertThat(failure.cause()).isInstanceOf(KnownTaskException.class).hasMessage(message);
		});
	}

	private static Enricher roundTrips(List<String> answers, Map<String, Double> saved) {
		return Enricher.<String, Double>of("roundTrips")
			.tasks(() -> answers)
			.doTask(EnricherExamplesTests::roundTrip)
			.saveData(saved::put)
			.build();
	}

	private static @Nullable Double roundTrip(String answer) {
		if (answer.isEmpty()) {
			throw new KnownTaskException("no value returned");
		}
		String line = answer.lines().findFirst().orElse("").trim();
		if (line.isEmpty()) {
			throw new KnownTaskException("empty value returned");
		}
		if (line.equalsIgnoreCase("none")) {
			return null;
		}
		if (!Pattern.matches("\\d+[.]?\\d*", line)) {
			throw new KnownTaskException("invalid value");
		}
		return Double.valueOf(line);
	}

	/** Case T2: one lookup serves several clients; the save computes, half to even. */
	@ParameterizedTest
	@CsvSource({ "100,15,9,125", "100,15,10,126", "100,15,11,128", "100,15,100,230", "0,0,100,100", "0,15,100,115",
			"20,0,100,120" })
	void limitsAreComputedWhereTheyAreSaved(int absolute, int relative, int found, int expected) {
		Map<String, Long> limits = new LinkedHashMap<>();
		Enricher.<List<String>, Integer>of("limits")
			.tasks(() -> List.of(List.of("client1", "client2")))
			.doTask((clients) -> found)
			.saveData((clients, value) -> clients.forEach(
					(client) -> limits.put(client, (long) Math.rint((value + absolute) * (100 + relative) / 100.0))))
			.build()
			.enrich();
		assertThat(limits).containsOnlyKeys("client1", "client2").containsValue((long) expected);
	}

	/** Cases T4, T5 and T7: sets of numbers, each fetched once for all clients. */
	@Test
	void setsAreFetchedOnceAndServeAllClients() {
		Map<String, List<Integer>> registry = Map.of("ONE", List.of(1, 10, 11, 12), "TWO", List.of(2, 20, 21, 22),
				"THREE", List.of(3, 30), "EMPTY", List.of());
		Map<String, List<String>> clients = Map.of("client1", List.of("ONE", "TWO"), "client2", List.of("TWO", "THREE"),
				"client3", List.of("ONE"), "client4", List.of("ONE", "EMPTY"));
		Queue<String> fetched = new ConcurrentLinkedQueue<>();
		Map<String, Set<Integer>> model = new LinkedHashMap<>();
		Enricher.<Map.Entry<String, List<String>>, List<Integer>>of("sets")
			.addTasks((queue) -> queue.putAll(clientsBySet(clients).entrySet()))
			.doTask((task) -> {
				fetched.add(task.getKey());
				return registry.get(task.getKey());
			})
			.saveData((task, numbers) -> task.getValue()
				.forEach((client) -> model.computeIfAbsent(client, (key) -> new TreeSet<>()).addAll(numbers)))
			.build()
			.enrich();
		assertThat(fetched).containsExactlyInAnyOrder("ONE", "TWO", "THREE", "EMPTY");
		assertThat(model.get("client1")).containsExactly(1, 2, 10, 11, 12, 20, 21, 22);
		assertThat(model.get("client2")).containsExactly(2, 3, 20, 21, 22, 30);
		assertThat(model.get("client3")).containsExactly(1, 10, 11, 12);
		assertThat(model.get("client4")).isEqualTo(model.get("client3"));
	}

	private static Map<String, List<String>> clientsBySet(Map<String, List<String>> clients) {
		Map<String, List<String>> sets = new LinkedHashMap<>();
		clients.forEach((client, names) -> names
			.forEach((name) -> sets.computeIfAbsent(name, (key) -> new ArrayList<>()).add(client)));
		return sets;
	}

	/** Case T8: the same model in two runs with different settings of the workers. */
	@Test
	void aWorkerHasTheSettingsOfItsRun() {
		Map<String, List<String>> model = new LinkedHashMap<>();
		Prefixes enricher = new Prefixes(model);
		enricher.version = 4;
		enricher.enrich();
		enricher.version = 6;
		enricher.enrich();
		assertThat(model).containsEntry("v4", List.of("10.0.0.0/8", "white list", "number"))
			.containsEntry("v6", List.of("2001:db8::/32", "number"));
	}

	/** Case T10: when all hosts have failed, no more attempts are made. */
	@Test
	void noMoreAttemptsAreMadeWhenAllHostsHaveFailed() {
		Queue<String> hosts = new ConcurrentLinkedQueue<>(List.of("one", "two", "three"));
		AtomicInteger attempts = new AtomicInteger();
		ConfigEnricher<?, Integer, String> enricher = Enricher.<Integer, String>of("registry")
			.tasks(() -> List.of(1, 2, 3))
			.doTask((task) -> ask(hosts, attempts))
			.saveData((task, data) -> {
			})
			.threads(1)
			.failFast(true)
			.build();
		EnrichException first = catchThrowableOfType(EnrichException.class, enricher::enrich);
		assertThat(first).hasRootCauseMessage("No more attempts will be performed: all hosts have timed out");
		assertThat(attempts).hasValue(3);
		EnrichException second = catchThrowableOfType(EnrichException.class, enricher::enrich);
		assertThat(second).hasRootCauseMessage("All the hosts timed out so far");
		assertThat(attempts).hasValue(3);
	}

	private static String ask(Queue<String> hosts, AtomicInteger attempts) {
		if (hosts.isEmpty()) {
			throw new KnownTaskException("All the hosts timed out so far");
		}
		while (hosts.poll() != null) {
			attempts.getAndIncrement();
		}
		throw new KnownTaskException("No more attempts will be performed: all hosts have timed out");
	}

	/** Prefixes of one version of a protocol. */
	private static final class Prefixes extends ConfigEnricher<Map<String, List<String>>, Integer, List<String>> {

		private int version = 4;

		Prefixes(Map<String, List<String>> model) {
			super(model, 2);
		}

		@Override
		protected void prepare() {
			builder().put("v" + this.version, new ArrayList<>());
		}

		@Override
		protected EnricherWorker<Integer, List<String>> createWorker() {
			return new PrefixWorker(builder());
		}

		@Override
		protected void configThread(EnricherWorker<Integer, List<String>> worker) {
			((PrefixWorker) worker).version = this.version;
		}

		@Override
		protected void addTasks(TaskQueue<Integer> tasks) {
			tasks.put(1);
		}

	}

	/** Asks for one version. */
	private static final class PrefixWorker extends EnricherWorker<Integer, List<String>> {

		private final Map<String, List<String>> model;

		private int version;

		PrefixWorker(Map<String, List<String>> model) {
			this.model = model;
		}

		@Override
		protected List<String> doTask(Integer number) {
			return (this.version == 4) ? List.of("10.0.0.0/8", "white list", "number")
					: List.of("2001:db8::/32", "number");
		}

		@Override
		protected void saveData(Integer number, List<String> prefixes) {
			this.model.computeIfAbsent("v" + this.version, (key) -> new ArrayList<>()).addAll(prefixes);
		}

	}

}
