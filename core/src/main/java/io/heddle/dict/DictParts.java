package io.heddle.dict;

import java.time.Duration;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

import io.heddle.activity.FatalErrorHandler;
import io.heddle.thread.ThreadSource;
import io.heddle.time.Ticker;
import org.jspecify.annotations.Nullable;

/**
 * What a dict is made of besides its settings.
 *
 * @param reader gives the value of a key; {@code null} for a map that reads nothing
 * @param writer takes a value and gives the one to store; {@code null} to store it as it
 * is
 * @param defaultFactory gives the value of a key that is missing, {@code null} if there
 * is none then
 * @param pollDefaults how often such a key is refreshed, {@code null} if it is not
 * @param initial what is there from the beginning
 * @param threaded whether there are threads that read
 * @param keyType the type of the keys, {@code null} if it is not known
 * @param ownMode whether it was said which kind of threads it shall have
 * @param threads where threads come from, {@code null} to go by the settings
 * @param fatalErrors hears of errors of the JVM, {@code null} if nobody was given
 */
record DictParts<K, V>(@Nullable Function<? super K, ? extends @Nullable V> reader,
		@Nullable BiFunction<? super K, ? super V, ? extends @Nullable V> writer,
		@Nullable Function<? super K, ? extends @Nullable V> defaultFactory, @Nullable Duration pollDefaults,
		Map<? extends K, ? extends V> initial, boolean threaded, @Nullable Class<K> keyType, boolean ownMode,
		@Nullable ThreadSource threads, @Nullable FatalErrorHandler fatalErrors, Ticker ticker) {

}
