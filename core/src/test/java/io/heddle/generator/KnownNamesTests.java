package io.heddle.generator;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import io.heddle.activity.Activity;
import io.heddle.registry.Registry;
import io.heddle.testing.Crew;
import io.heddle.testing.EachThreadMode;
import io.heddle.testing.Eventually;
import io.heddle.testing.NoLeakedThreads;
import io.heddle.thread.ThreadMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@Timeout(60)
@ExtendWith(NoLeakedThreads.class)
class KnownNamesTests {

	private final Set<Activity> register = ConcurrentHashMap.newKeySet();

	private final KnownNames names = new KnownNames(this.register::add, this.register::remove);

	private void use(String name) {
		this.names.release(this.names.claim(name));
	}

	private void useAll(int count) {
		for (int i = 0; i < count; i++) {
			use("name" + i);
		}
	}

	private List<String> registered() {
		return this.register.stream().map(Activity::name).toList();
	}

	@Test
	void theIdleNameThatWasUsedLongestAgoGoes() {
		useAll(BackgroundGenerators.MAX_NAMES);
		use("name0");
		use("more");
		assertThat(registered()).hasSize(BackgroundGenerators.MAX_NAMES)
			.contains("name0", "more")
			.doesNotContain("name1");
	}

	@Test
	void aNameStaysWhileAGeneratorOfItIsBeingMade() {
		KnownName claimed = this.names.claim("claimed");
		useAll(BackgroundGenerators.MAX_NAMES);
		assertThat(registered()).hasSize(BackgroundGenerators.MAX_NAMES).contains("claimed");
		this.names.release(claimed);
		use("one more");
		assertThat(registered()).doesNotContain("claimed");
	}

	@Test
	void thereAreMoreNamesWhileAllAreInUse() {
		List<KnownName> claimed = new ArrayList<>();
		for (int i = 0; i < BackgroundGenerators.MAX_NAMES + 5; i++) {
			claimed.add(this.names.claim("name" + i));
		}
		assertThat(registered()).hasSize(BackgroundGenerators.MAX_NAMES + 5);
		claimed.forEach(this.names::release);
		use("more");
		assertThat(registered()).hasSize(BackgroundGenerators.MAX_NAMES).contains("more");
	}

	/** Names whose taking in or out lasts until it is let go on. */
	private static Consumer<Activity> slow(CountDownLatch begun, CountDownLatch gate, Consumer<Activity> then) {
		return (activity) -> {
			begun.countDown();
			try {
				assertThat(gate.await(20, TimeUnit.SECONDS)).isTrue();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
			then.accept(activity);
		};
	}

	@EachThreadMode
	void nobodyGoesOnBeforeTheNameIsIn(ThreadMode mode) throws InterruptedException {
		CountDownLatch begun = new CountDownLatch(1);
		CountDownLatch gate = new CountDownLatch(1);
		KnownNames slow = new KnownNames(slow(begun, gate, this.register::add), this.register::remove);
		ConcurrentLinkedQueue<Boolean> seen = new ConcurrentLinkedQueue<>();
		try (Crew crew = new Crew(mode)) {
			crew.start(() -> slow.claim("rows"));
			assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
			Thread other = crew.start(() -> seen.add(this.register.contains(slow.claim("rows").activity())));
			Eventually.holds(() -> other.getState() == Thread.State.WAITING);
			gate.countDown();
			crew.join();
		}
		assertThat(seen).containsExactly(true);
		assertThat(this.register).hasSize(1);
	}

	@EachThreadMode
	void aNameThatGoesIsTakenInAgainAfterwards(ThreadMode mode) throws InterruptedException {
		CountDownLatch begun = new CountDownLatch(1);
		CountDownLatch gate = new CountDownLatch(1);
		Registry registry = new Registry();
		KnownNames slow = new KnownNames(registry::add, slow(begun, gate, registry::remove));
		for (int i = 0; i < BackgroundGenerators.MAX_NAMES; i++) {
			slow.release(slow.claim("name" + i));
		}
		try (Crew crew = new Crew(mode)) {
			crew.start(() -> slow.claim("more"));
			assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
			Thread other = crew.start(() -> {
				KnownName again = slow.claim("name0");
				assertThat(registry.contains(again.activity())).isTrue();
			});
			Eventually.holds(() -> other.getState() == Thread.State.WAITING);
			gate.countDown();
			crew.join();
		}
		assertThat(registry.list()).hasSize(BackgroundGenerators.MAX_NAMES);
	}

	@Test
	void aNameThatIsTakenInWhileAllEndsIsTakenOut() {
		List<KnownNames> itself = new ArrayList<>();
		itself.add(new KnownNames((activity) -> {
			assertThat(itself.get(0).close()).isEmpty();
			this.register.add(activity);
		}, this.register::remove));
		assertThatIllegalStateException().isThrownBy(() -> itself.get(0).claim("late"))
			.withMessageStartingWith("Generator 'late' comes too late");
		assertThat(this.register).isEmpty();
	}

	@Test
	void whoeverWaitsForANameThatIsNotTakenTriesItself() throws InterruptedException {
		CountDownLatch begun = new CountDownLatch(1);
		CountDownLatch gate = new CountDownLatch(1);
		KnownNames refused = new KnownNames(slow(begun, gate, (activity) -> {
			throw new IllegalArgumentException("taken");
		}), this.register::remove);
		try (Crew crew = new Crew(ThreadMode.PLATFORM)) {
			crew.start(() -> assertThatIllegalArgumentException().isThrownBy(() -> refused.claim("rows")));
			assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
			Thread other = crew
				.start(() -> assertThatIllegalArgumentException().isThrownBy(() -> refused.claim("rows")));
			Eventually.holds(() -> other.getState() == Thread.State.WAITING);
			gate.countDown();
			crew.join();
		}
	}

	@Test
	void oneThatCannotBeTakenOutKeepsNoOtherNameFromItsGenerators() throws InterruptedException {
		KnownNames broken = new KnownNames(this.register::add, (activity) -> {
			throw new IllegalStateException("thrown by a test");
		});
		List<KnownName> claimed = new ArrayList<>();
		for (int i = 0; i < BackgroundGenerators.MAX_NAMES + 2; i++) {
			claimed.add(broken.claim("name" + i));
		}
		claimed.forEach(broken::release);
		assertThatIllegalStateException().isThrownBy(() -> broken.claim("more")).withMessage("thrown by a test");
		try (Crew crew = new Crew(ThreadMode.PLATFORM)) {
			crew.start(() -> assertThat(broken.claim("name1")).isSameAs(claimed.get(1)));
			crew.join();
		}
	}

	/** Many names beyond the bound, made and closed at the same time. */
	@EachThreadMode
	void aGeneratorThatRunsIsInTheRegister(ThreadMode mode) throws InterruptedException {
		Registry registry = new Registry();
		try (BackgroundGenerators all = new BackgroundGenerators(UnaryOperator.identity(), registry::add,
				registry::remove); Crew crew = new Crew(mode)) {
			for (int i = 0; i < BackgroundGenerators.MAX_NAMES; i++) {
				all.of("name" + i, List.of(1)::iterator).close();
			}
			crew.start(4, () -> {
				for (int i = 0; i < 500; i++) {
					int number = ThreadLocalRandom.current().nextInt(BackgroundGenerators.MAX_NAMES + 100);
					try (BackgroundGenerator<Integer> one = all.of("name" + number, List.of(1)::iterator)) {
						assertThat(registry.contains(one.activity())).isTrue();
					}
				}
			});
			crew.join();
		}
		assertThat(registry.list()).isEmpty();
	}

}
