package dev.spillway.vendors;

import graphql.ExecutionResult;
import graphql.analysis.FieldComplexityEnvironment;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLTypeUtil;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a query costs: an object 1, a mutation 10 with what it returns, a scalar nothing; a list as many times as it is asked for by {@code first}. What
 * it did cost is counted over what came back.
 */
final class Costs {
    private static final int MUTATION = 10;

    private Costs() {}

    /** Of one field with its children. */
    static int requested(FieldComplexityEnvironment field, int children) {
        if (field.getParentType() instanceof GraphQLObjectType parent
                && parent.getName().equals("Mutation")) {
            return Math.max(MUTATION, children);
        }
        var type = GraphQLTypeUtil.unwrapAll(field.getFieldDefinition().getType());
        if (!(type instanceof GraphQLObjectType object)) return 0;
        var times = field.getArguments().get("first") instanceof Integer first ? first : 1;
        return object.getName().endsWith("Connection") ? times * children : times * (1 + children);
    }

    /** At least 1. */
    static int actual(ExecutionResult result) {
        return Math.max(1, objects(result.<Object>getData()) - 1);
    }

    private static int objects(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return (map.containsKey("nodes") ? 0 : 1)
                    + map.values().stream().mapToInt(Costs::objects).sum();
        }
        return value instanceof Collection<?> many
                ? many.stream().mapToInt(Costs::objects).sum()
                : 0;
    }
}
